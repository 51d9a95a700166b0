/** Light or dark before any library is loaded: as the person chose, else as the system is. */

/** Where Mantine keeps the choice; its provider takes over from here. */
const CHOICE = 'mantine-color-scheme-value'

export const applyColorScheme = (): void => {
  const chosen = localStorage.getItem(CHOICE)
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.dataset['mantineColorScheme'] = chosen === 'dark' || chosen === 'light' ? chosen : system
}
