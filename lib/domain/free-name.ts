/** The name itself, or with the first number behind it that nobody has yet: "Letter (2)". */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let n = 2; ; n += 1) {
    const numbered = `${name} (${n})`;
    if (!taken.includes(numbered)) return numbered;
  }
}
