/**
 * A text as it is stored: NUL removed, half surrogates replaced by U+FFFD, line ends as LF, blank ends trimmed. Nothing else of what its
 * author wrote changes.
 */
export const cleanText = (text: string): string =>
  text.replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n').trim()

/** A title: a clean text on one line. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s*\n\s*/g, ' ')
