/** The blue of the lamp's plate. Each pair of text and ground keeps a contrast of at least 4.5 : 1. */
export const theme = {
  light: {
    colors: {
      primary100: '#eaf3fa',
      primary200: '#c9e0f1',
      primary500: '#2a7fbf',
      primary600: '#0b5a96',
      primary700: '#0b4a7d',
      buttonPrimary500: '#1b6fae',
      buttonPrimary600: '#0b5a96',
    },
  },
  dark: {
    colors: {
      primary100: '#12283a',
      primary200: '#1d4668',
      primary500: '#4e9fdb',
      primary600: '#7ab8e6',
      primary700: '#a5d0f0',
      buttonPrimary500: '#2a7fbf',
      buttonPrimary600: '#1b6fae',
    },
  },
}
