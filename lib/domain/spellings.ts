/** As many the database compares as quickly as one: it hashes them. */
const mostSpellings = 256;

/**
 * Every way to write the words in upper and lower case, to compare values with as they are: folding
 * the case of each of a million values costs more than reading them. Undefined when they are too
 * many, and for letters with case beyond A to Z, of which the database knows more than we do.
 */
export function listSpellings(words: string[]): string[] | undefined {
  const all = new Set<string>();
  for (const word of words) {
    const letters = Array.from(word);
    if (letters.some((letter) => hasCase(letter) && !/^[a-z]$/i.test(letter))) return undefined;
    if (2 ** letters.filter((letter) => hasCase(letter)).length + all.size > mostSpellings)
      return undefined;
    for (const spelling of spell(letters)) all.add(spelling);
  }
  return [...all];
}

/** Whether it has a letter that can be written large or small: Korean and figures have none. */
export function hasCase(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

function spell(letters: string[]): string[] {
  return letters.reduce(
    (starts: string[], letter) =>
      [...new Set([letter.toLowerCase(), letter.toUpperCase()])].flatMap((one) =>
        starts.map((start) => start + one),
      ),
    [""],
  );
}
