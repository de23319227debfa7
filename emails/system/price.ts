/** "39000" becomes "39,000원"; what a person wrote with its own marks stays as it is. */
export function formatPrice(price: string, locale: "ko" | "en"): string {
  const typed = price.trim();
  if (!/^\d{1,3}(,?\d{3})*$/.test(typed) && !/^\d+$/.test(typed)) return typed;
  const grouped = typed.replaceAll(",", "").replace(/\B(?=(\d{3})+$)/g, ",");
  return locale === "ko" ? `${grouped}원` : `₩${grouped}`;
}

/** Whole percent off, rounded down so that nobody is promised more; undefined when it is none. */
export function discountPercent(price: string, salePrice: string): number | undefined {
  const regular = amount(price);
  const sale = amount(salePrice);
  if (regular === undefined || sale === undefined || sale >= regular) return undefined;
  const percent = Math.floor(((regular - sale) / regular) * 100);
  return percent > 0 ? percent : undefined;
}

function amount(price: string): number | undefined {
  const figures = /^[^\d]*(\d[\d,]*(?:\.\d+)?)[^\d]*$/.exec(price.trim())?.[1];
  const value = figures === undefined ? Number.NaN : Number(figures.replaceAll(",", ""));
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
