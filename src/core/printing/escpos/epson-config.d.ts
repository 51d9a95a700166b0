/** The part of node-thermal-printer's Epson command table that we print with; the package describes only its transports. */
declare module 'node-thermal-printer/lib/types/epson-config.js' {
  type Command = Readonly<Uint8Array>
  const commands: {
    readonly CTL_LF: Command
    readonly CTL_VT: Command
    readonly HW_INIT: Command
    readonly TRANSMIT_PAPER_STATUS: Command
    readonly PAPER_FULL_CUT: Command
    readonly PAPER_PART_CUT: Command
    readonly TXT_NORMAL: Command
    readonly TXT_2HEIGHT: Command
    readonly TXT_2WIDTH: Command
    readonly TXT_4SQUARE: Command
    readonly TXT_BOLD_OFF: Command
    readonly TXT_BOLD_ON: Command
    readonly TXT_ALIGN_LT: Command
    readonly TXT_ALIGN_CT: Command
    readonly CODE_PAGE_PC866_CYRILLIC2: Command
    readonly BARCODE_TXT_BLW: Command
    readonly BARCODE_FONT_A: Command
    readonly BARCODE_HEIGHT: Command
    readonly BARCODE_WIDTH: Command
    readonly BARCODE_EAN13: Command
    readonly QRCODE_MODEL2: Command
    readonly QRCODE_CORRECTION_M: Command
    readonly QRCODE_CELLSIZE_1: Command
    readonly QRCODE_PRINT: Command
    readonly S_RASTER_N: Command
  }
  export default commands
}
