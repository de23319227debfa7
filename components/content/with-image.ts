type Values = Readonly<Record<string, unknown>>;

/**
 * An image in its field and, in the one for its alt text ("heroImageUrl": "heroImageAlt"), the
 * words of the library; where the library has none, what was written stays.
 */
export function withImage(
  values: Values,
  field: string,
  { url, alt }: { url: string; alt: string },
): Values {
  const altField = field.replace(/Url$/, "Alt");
  const hasWords = altField !== field && altField in values && alt !== "";
  return { ...values, [field]: url, ...(hasWords && { [altField]: alt }) };
}
