/** Take a piece of a mail out of its place, over the footer or the whole of it. */
const refusedNames =
  /^(position|inset|top|right|bottom|left|z-index|transform|animation.*|content|behavior|-moz-binding)$/;

/** Load something, run something, or end the attribute they stand in. */
const refusedValues = /url\s*\(|image-set|expression|javascript:|@import|\/\*|[<>{}\\]/i;

/** An inline style without what loads, runs or covers the rest of a mail. */
export function safeStyle(style: string): string {
  return style
    .split(";")
    .flatMap((rule) => {
      const at = rule.indexOf(":");
      const name = rule.slice(0, at).trim().toLowerCase();
      const value = rule.slice(at + 1).trim();
      if (at < 0 || value === "" || !/^-?[a-z][a-z-]*$/.test(name)) return [];
      return refusedNames.test(name) || refusedValues.test(value) ? [] : [`${name}:${value}`];
    })
    .join(";");
}
