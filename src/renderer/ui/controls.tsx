/** Mantine around whatever uses its inputs and dialogs; loaded with the first screen that does, not with the PIN. */
import '@mantine/core/styles.css'
import { createTheme, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'

const theme = createTheme({
  // The page never scrolls as a whole, and locking it would write a style that the policy of content forbids.
  components: { Modal: { defaultProps: { lockScroll: false } } },
  fontFamily: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13.5px', md: '13.5px', lg: '15px', xl: '18px' },
  // The same cool greys as in theme.css: the kit's own dark ones are brown beside them.
  colors: {
    dark: ['#e7e9ec', '#b0b7bf', '#969da6', '#6b737c', '#454c54', '#353b42', '#1d2024', '#22262b', '#16181b', '#0e1013']
  },
  defaultRadius: 4,
  primaryColor: 'teal',
  primaryShade: { light: 9, dark: 4 },
  autoContrast: true,
  cursorType: 'pointer'
})

const nonce = document.querySelector<HTMLMetaElement>('meta[name=stoika-nonce]')?.content ?? ''

export const Controls = ({ children }: { readonly children: ReactNode }) => (
  <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
    {children}
  </MantineProvider>
)
