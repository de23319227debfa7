const web = ["http:", "https:"];
const contact = ["mailto:", "tel:"];

/**
 * An address that may stand in a mail, in its ASCII form, or undefined. `javascript:`, `data:`,
 * relative and half-typed addresses are refused; control characters never get through.
 */
export function safeUrl(raw: string): string | undefined {
  return allowed(raw, [...web, ...contact]);
}

/** The same for what a click may redirect to: the web only. */
export function safeWebUrl(raw: string): string | undefined {
  return allowed(raw, web);
}

function allowed(raw: string, schemes: readonly string[]): string | undefined {
  const trimmed = raw.trim();
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (trimmed === "" || /[\u0000-\u0020\u007f]/.test(trimmed)) return undefined;
  if (!URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  if (!schemes.includes(url.protocol)) return undefined;
  if (web.includes(url.protocol) && !/^https?:\/\//i.test(trimmed)) return undefined;
  return url.href;
}
