/** How the printers are, on the bottom line. */
export const PrinterLights = () => null
