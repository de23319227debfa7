import { Img } from "react-email";
import { MailButton } from "@/emails/system/mail-button";
import { MailFrame, type FrameProps } from "@/emails/system/mail-frame";
import { Paragraphs, Title } from "@/emails/system/mail-text";
import { colors, gutter, mailWidth, textBase } from "@/emails/system/theme";
import { ProductGrid } from "./product-grid";
import type { ProductProps } from "./product-card";
import { promotionWords } from "./words";

export type PromotionProps = {
  frame: FrameProps;
  content: {
    headline: string;
    heroImageUrl: string;
    heroImageAlt: string;
    intro: string;
    products: ProductProps[];
    couponCode: string;
    couponNote: string;
    buttonLabel: string;
    buttonUrl: string;
    closing: string;
  };
};

/** A shop's promotion: one message, up to thirty products, one thing to do. */
export default function Promotion({ frame, content }: PromotionProps) {
  return (
    <MailFrame frame={frame}>
      <Hero content={content} />
      <div className="lp-pad" style={{ padding: `32px ${gutter}px 8px` }}>
        <Title>{content.headline}</Title>
        <Paragraphs text={content.intro} />
        <Coupon content={content} locale={frame.locale} />
      </div>
      <ProductGrid products={content.products} locale={frame.locale} />
      <div className="lp-pad" style={{ padding: `8px ${gutter}px 28px` }}>
        {content.buttonLabel === "" || content.buttonUrl === "" ? null : (
          <div style={{ padding: "8px 0 28px" }}>
            <MailButton href={content.buttonUrl} align="center">
              {content.buttonLabel}
            </MailButton>
          </div>
        )}
        <Paragraphs text={content.closing} size={15} />
      </div>
    </MailFrame>
  );
}

function Hero({ content }: { content: PromotionProps["content"] }) {
  if (content.heroImageUrl === "") return null;
  const picture = (
    <Img
      src={content.heroImageUrl}
      alt={content.heroImageAlt}
      width={mailWidth}
      style={heroStyle}
    />
  );
  if (content.buttonUrl === "") return picture;
  // The button below says the same in words: the text part need not say it twice.
  return (
    <a href={content.buttonUrl} target="_blank" data-skip-in-text="true">
      {picture}
    </a>
  );
}

function Coupon({ content, locale }: { content: PromotionProps["content"]; locale: "ko" | "en" }) {
  if (content.couponCode === "") return null;
  return (
    <div className="lp-tint" style={couponStyle}>
      <p className="lp-muted" style={{ ...couponText, color: colors.muted }}>
        {promotionWords[locale].coupon}
      </p>
      <p className="lp-text" style={couponCodeStyle}>
        {content.couponCode}
      </p>
      {content.couponNote === "" ? null : (
        <p className="lp-muted" style={{ ...couponText, color: colors.muted }}>
          {content.couponNote}
        </p>
      )}
    </div>
  );
}

const heroStyle = {
  width: "100%",
  maxWidth: mailWidth,
  height: "auto",
  fontSize: 14, // the alt text, where images are off
  color: colors.muted,
} as const;

const couponStyle = {
  margin: "8px 0 20px",
  padding: "18px 20px",
  border: "1px dashed #b9b2a6",
  borderRadius: 10,
  backgroundColor: colors.tint,
  textAlign: "center",
} as const;

const couponText = { ...textBase, fontSize: 13, lineHeight: "20px" };

const couponCodeStyle = {
  ...textBase,
  fontFamily: "SFMono-Regular,Consolas,'Courier New',monospace",
  fontSize: 22,
  lineHeight: "32px",
  fontWeight: 700,
  letterSpacing: "0.06em",
};
