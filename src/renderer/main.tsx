/** Entry of the window. */
import '@mantine/core/styles.css'
import '@fontsource-variable/golos-text'
import './ui/theme.css'
import { createTheme, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app/app.tsx'
import { connect, queries } from './app/connection.ts'
import { NoticeLine } from './ui/notices.tsx'

// Compiled checks would need eval, which the policy of content forbids.
z.config({ jitless: true })

const theme = createTheme({
  // The page never scrolls as a whole, and locking it would write a style that the policy of content forbids.
  components: { Modal: { defaultProps: { lockScroll: false } } },
  fontFamily: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13.5px', md: '13.5px', lg: '15px', xl: '18px' },
  defaultRadius: 4,
  primaryColor: 'teal',
  primaryShade: { light: 9, dark: 4 },
  autoContrast: true,
  cursorType: 'pointer'
})

const nonce = document.querySelector<HTMLMetaElement>('meta[name=stoika-nonce]')?.content ?? ''
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')

connect()
createRoot(root).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
    <QueryClientProvider client={queries}>
      <NoticeLine>
        <App />
      </NoticeLine>
    </QueryClientProvider>
  </MantineProvider>
)
