type Values = Readonly<Record<string, unknown>>;

/**
 * An image in its field and, in the field for its alt text ("src": "alt", "imageUrl": "imageAlt"),
 * the words of the library; where the library has none, what was written stays.
 */
export function withPickedImage(
  values: Values,
  field: string,
  { url, alt }: { url: string; alt: string },
): Values {
  const altField = field === "src" ? "alt" : field.replace(/Url$/, "Alt");
  const hasWords = altField !== field && altField in values && alt !== "";
  return { ...values, [field]: url, ...(hasWords && { [altField]: alt }) };
}
