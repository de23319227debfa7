import { Fragment } from "react";
import type { MailLocale } from "./locale";
import { ProductCard, type ProductProps } from "./product-card";
import { outlookOnly } from "./raw-html";
import type { Surface } from "./surface";
import { mailWidth } from "./theme";

const side = 18;
const column = (mailWidth - 2 * side) / 2;

/**
 * Two products in a row where there is room, without a media query: blocks that wrap by
 * themselves, and a ghost table for Outlook on Windows, which cannot wrap blocks.
 */
export function ProductGrid({
  products,
  locale,
  surface,
}: {
  products: readonly ProductProps[];
  locale: MailLocale;
  surface?: Surface;
}) {
  const rows = pairs(products);
  return (
    <div className="lp-grid" style={{ padding: `8px ${side}px` }}>
      {rows.map((row, index) => (
        <div key={index} style={rowStyle}>
          {outlookOnly(
            `<table role="presentation" width="${2 * column}" cellpadding="0" cellspacing="0" border="0"><tr><td width="${column}" valign="top">`,
          )}
          {row.map((product, position) => (
            <Fragment key={position}>
              {position === 1 ? outlookOnly(`</td><td width="${column}" valign="top">`) : null}
              <div className="lp-half" style={columnStyle}>
                <ProductCard product={product} locale={locale} surface={surface} />
              </div>
            </Fragment>
          ))}
          {outlookOnly("</td></tr></table>")}
        </div>
      ))}
    </div>
  );
}

function pairs<T>(items: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (let index = 0; index < items.length; index += 2) rows.push(items.slice(index, index + 2));
  return rows;
}

// Without the zero font size the space between two inline blocks would push one off the row.
const rowStyle = { fontSize: 0, textAlign: "left" } as const;

const columnStyle = {
  display: "inline-block",
  width: "100%",
  maxWidth: column,
  verticalAlign: "top",
} as const;
