/** Wide: Hangul, Han, kana, full-width forms, emoji. An inbox gives each the room of two letters. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const noWidth = /^[\p{M}\p{Cf}\p{Cc}]+$/u;

/** Room that a line of text takes, in Latin letters; what is read as one character counts once. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(text.normalize("NFC"))) {
    if (noWidth.test(segment)) continue;
    width += wide.test(segment) ? 2 : 1;
  }
  return width;
}

/** Wider subjects are cut off in every inbox: 40 Korean characters, or 80 Latin ones. */
export const widestSubject = 80;
