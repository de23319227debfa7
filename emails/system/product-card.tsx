import { Img } from "react-email";
import type { MailLocale } from "./locale";
import { discountPercent, formatPrice } from "./price";
import { shopWords } from "./shop-words";
import { cardSurface, type Surface } from "./surface";
import { textBase } from "./theme";

export type ProductProps = {
  name: string;
  description: string;
  imageUrl: string;
  imageAlt: string;
  price: string;
  salePrice: string;
  url: string;
};

type CardProps = {
  product: ProductProps;
  locale: MailLocale;
  surface?: Surface | undefined;
};

/** A product as it stands in a row with others: its picture, and its words below. */
export function ProductCard({
  product,
  locale,
  surface = cardSurface,
  imageWidth = 262,
}: CardProps & { imageWidth?: number }) {
  return (
    <div className="lp-cell" style={{ padding: "0 10px 28px" }}>
      <ProductPicture product={product} surface={surface} width={imageWidth} />
      <ProductWords product={product} locale={locale} surface={surface} />
    </div>
  );
}

/** The name is the same link: the text part needs it once. */
export function ProductPicture({
  product,
  surface = cardSurface,
  width,
}: Omit<CardProps, "locale"> & { width: number }) {
  if (product.imageUrl === "") return null;
  const style = { ...imageStyle, backgroundColor: surface.tint, color: surface.muted };
  return (
    <a href={product.url} target="_blank" data-skip-in-text="true">
      <Img src={product.imageUrl} alt={product.imageAlt} width={width} style={style} />
    </a>
  );
}

export function ProductWords({ product, locale, surface = cardSurface }: CardProps) {
  const { classes } = surface;
  return (
    <>
      <p className={classes.text} style={{ ...nameStyle, color: surface.text }}>
        <a
          href={product.url}
          target="_blank"
          className={classes.text}
          style={{ color: surface.text, textDecoration: "none" }}
        >
          {product.name}
        </a>
      </p>
      {product.description === "" ? null : (
        <p className={classes.muted} style={{ ...descriptionStyle, color: surface.muted }}>
          {product.description}
        </p>
      )}
      <Price product={product} locale={locale} surface={surface} />
      <MoreButton product={product} locale={locale} surface={surface} />
    </>
  );
}

/** The name above is the same link: the text part and screen readers' link lists need it once. */
function MoreButton({ product, locale, surface }: CardProps & { surface: Surface }) {
  const label = shopWords[locale].more;
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
          <td
            className={surface.classes.outline}
            style={{ ...moreCell, border: `1px solid ${surface.outline}` }}
          >
            <a
              href={product.url}
              target="_blank"
              className={surface.classes.text}
              style={{ ...moreLink, color: surface.text }}
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

function Price({ product, locale, surface }: CardProps & { surface: Surface }) {
  const regular = formatPrice(product.price, locale);
  const sale = formatPrice(product.salePrice, locale);
  const { classes } = surface;
  const style = { ...priceStyle, color: surface.text };
  if (regular === "" && sale === "") return null;
  if (sale === "" || regular === "") {
    return (
      <p className={classes.text} style={style}>
        {sale || regular}
      </p>
    );
  }
  const percent = discountPercent(product.price, product.salePrice);
  const words = shopWords[locale];
  return (
    <p className={classes.text} style={style}>
      {percent === undefined ? null : (
        <span className={classes.sale} style={{ color: surface.sale }}>{`${percent}% `}</span>
      )}
      <span aria-label={`${words.salePrice} ${sale}`}>{sale}</span>{" "}
      <s
        className={classes.muted}
        style={{ ...strikeStyle, color: surface.muted }}
        aria-label={`${words.price} ${regular}`}
      >
        {regular}
      </s>
    </p>
  );
}

const imageStyle = { width: "100%", height: "auto", borderRadius: 10, fontSize: 13 } as const;

const nameStyle = {
  ...textBase,
  fontSize: 15,
  lineHeight: "22px",
  fontWeight: 700,
  paddingTop: 12,
};

const descriptionStyle = { ...textBase, fontSize: 13, lineHeight: "20px", paddingTop: 4 };

const priceStyle = {
  ...textBase,
  fontSize: 15,
  lineHeight: "22px",
  fontWeight: 700,
  paddingTop: 8,
};

const strikeStyle = { fontSize: 13, fontWeight: 400 };

const moreTable = { borderCollapse: "separate", marginTop: 12 } as const;

const moreCell = { borderRadius: 7, msoPaddingAlt: "8px 14px" };

const moreLink = {
  ...textBase,
  display: "inline-block",
  padding: "8px 14px",
  fontSize: 13,
  lineHeight: "18px",
  fontWeight: 600,
  textDecoration: "none",
} as const;
