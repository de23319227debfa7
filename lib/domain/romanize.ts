const initials = "g kk n d tt r m b pp s ss - j jj ch k t p h".split(" ");
const vowels = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const finals = "- k kk ks n nj nh t l lg lm lb ls lt lp lh m p ps t t ng t t k t p t".split(" ");

/** Hangul in Latin letters, syllable by syllable: for keys people may have to type, not for reading. */
export function romanize(text: string): string {
  return text.normalize("NFC").replace(/[가-힣]/g, (syllable) => {
    const code = syllable.charCodeAt(0) - 0xac00;
    const letters = [
      initials[Math.floor(code / 588)],
      vowels[Math.floor((code % 588) / 28)],
      finals[code % 28],
    ];
    return letters.map((letter) => (letter === "-" ? "" : letter)).join("");
  });
}
