/** Where words that people read may stand in the code of the window. */

/** True for files outside the window, for its catalogues of texts, and for tests, which speak the user's words. */
export const mayHoldTexts = (file: string): boolean => {
  const place = file.replaceAll('\\', '/')
  return (
    !place.startsWith('src/renderer/') ||
    /\/texts\/|(^|[/-])texts(-[a-z-]+)?\.ts$/.test(place) ||
    /\.test\.tsx?$/.test(place)
  )
}

/** Cyrillic is for people: nothing in the code of the window is addressed by it. */
export const belongsInCatalogue = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text)
