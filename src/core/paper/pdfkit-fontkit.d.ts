// pdfkit takes a font that fontkit has already parsed (anything with `layout`), which its types do not say.
import type { Font } from 'fontkit'

declare global {
  namespace PDFKit.Mixins {
    interface PDFFont {
      registerFont(name: string, font: Font): this
    }
  }
}
