import { largestFileBytes } from '../src/files/inspect-file'

export default {
  upload: {
    config: {
      sizeLimit: largestFileBytes,
      breakpoints: { large: 1200, medium: 800, small: 400 },
    },
  },
}
