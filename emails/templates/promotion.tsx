import { Img } from "react-email";
import { CouponBox } from "@/emails/system/coupon-box";
import { MailButton } from "@/emails/system/mail-button";
import { MailFrame, type FrameProps } from "@/emails/system/mail-frame";
import { Paragraphs, Title } from "@/emails/system/mail-text";
import type { ProductProps } from "@/emails/system/product-card";
import { ProductGrid } from "@/emails/system/product-grid";
import { colors, gutter, mailWidth } from "@/emails/system/theme";

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
        {content.couponCode === "" ? null : (
          <div style={{ padding: "8px 0 20px" }}>
            <CouponBox
              code={content.couponCode}
              notes={[content.couponNote]}
              locale={frame.locale}
            />
          </div>
        )}
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

const heroStyle = {
  width: "100%",
  maxWidth: mailWidth,
  height: "auto",
  fontSize: 14, // the alt text, where images are off
  color: colors.muted,
} as const;
