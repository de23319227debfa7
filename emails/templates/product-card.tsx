import { Img } from "react-email";
import { colors, textBase } from "@/emails/system/theme";
import { discountPercent, formatPrice } from "./price";
import { promotionWords } from "./words";

export type ProductProps = {
  name: string;
  description: string;
  imageUrl: string;
  imageAlt: string;
  price: string;
  salePrice: string;
  url: string;
};

const imageWidth = 262;

export function ProductCard({ product, locale }: { product: ProductProps; locale: "ko" | "en" }) {
  return (
    <div className="lp-cell" style={{ padding: "0 10px 28px" }}>
      {product.imageUrl === "" ? null : (
        <a href={product.url} target="_blank" data-skip-in-text="true">
          <Img
            src={product.imageUrl}
            alt={product.imageAlt}
            width={imageWidth}
            style={imageStyle}
          />
        </a>
      )}
      <p className="lp-text" style={nameStyle}>
        <a href={product.url} target="_blank" className="lp-text" style={nameLinkStyle}>
          {product.name}
        </a>
      </p>
      {product.description === "" ? null : (
        <p className="lp-muted" style={descriptionStyle}>
          {product.description}
        </p>
      )}
      <Price product={product} locale={locale} />
      <MoreButton product={product} locale={locale} />
    </div>
  );
}

/** The name above is the same link: the text part and screen readers' link lists need it once. */
function MoreButton({ product, locale }: { product: ProductProps; locale: "ko" | "en" }) {
  const label = promotionWords[locale].more;
  return (
    <table
      role="presentation"
      border={0}
      cellPadding={0}
      cellSpacing={0}
      style={moreTable}
      data-skip-in-text="true"
    >
      <tbody>
        <tr>
          <td className="lp-outline" style={moreCell}>
            <a
              href={product.url}
              target="_blank"
              className="lp-text"
              style={moreLink}
              aria-label={`${product.name}: ${label}`}
            >
              {label}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Price({ product, locale }: { product: ProductProps; locale: "ko" | "en" }) {
  const regular = formatPrice(product.price, locale);
  const sale = formatPrice(product.salePrice, locale);
  if (regular === "" && sale === "") return null;
  if (sale === "" || regular === "") {
    return (
      <p className="lp-text" style={priceStyle}>
        {sale || regular}
      </p>
    );
  }
  const percent = discountPercent(product.price, product.salePrice);
  const words = promotionWords[locale];
  return (
    <p className="lp-text" style={priceStyle}>
      {percent === undefined ? null : (
        <span className="lp-sale" style={{ color: colors.sale }}>{`${percent}% `}</span>
      )}
      <span aria-label={`${words.salePrice} ${sale}`}>{sale}</span>{" "}
      <s className="lp-muted" style={strikeStyle} aria-label={`${words.price} ${regular}`}>
        {regular}
      </s>
    </p>
  );
}

const imageStyle = {
  width: "100%",
  height: "auto",
  borderRadius: 10,
  backgroundColor: colors.tint,
  fontSize: 13,
  color: colors.muted,
} as const;

const nameStyle = {
  ...textBase,
  fontSize: 15,
  lineHeight: "22px",
  fontWeight: 700,
  paddingTop: 12,
};

const nameLinkStyle = { color: colors.text, textDecoration: "none" };

const descriptionStyle = {
  ...textBase,
  fontSize: 13,
  lineHeight: "20px",
  color: colors.muted,
  paddingTop: 4,
};

const priceStyle = {
  ...textBase,
  fontSize: 15,
  lineHeight: "22px",
  fontWeight: 700,
  paddingTop: 8,
};

const strikeStyle = { fontSize: 13, fontWeight: 400, color: colors.muted };

const moreTable = { borderCollapse: "separate", marginTop: 12 } as const;

const moreCell = {
  border: `1px solid ${colors.outline}`,
  borderRadius: 7,
  msoPaddingAlt: "8px 14px",
};

const moreLink = {
  ...textBase,
  display: "inline-block",
  padding: "8px 14px",
  fontSize: 13,
  lineHeight: "18px",
  fontWeight: 600,
  textDecoration: "none",
} as const;
