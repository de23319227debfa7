import { withParticle } from "./korean-particles";
import sampleProducts from "./sample-products.json";
import type { LetterContent, PromotionContent, TemplateKey } from "./template-catalog";

type Locale = "ko" | "en";
type SampleOptions = {
  locale?: Locale;
  products?: number;
  /** Where public/samples is served from, as an absolute address. */
  imageBase?: string;
  /** Who writes; the invented shop where there is no name yet. */
  shop?: string;
};

/** A mail as a shop would write it: what a new campaign begins with, and what previews show. */
export type TemplateSample = {
  subject: string;
  previewText: string;
  content: PromotionContent | LetterContent;
};

export function sampleFor(key: TemplateKey, options: SampleOptions = {}): TemplateSample {
  const { locale = "ko", shop = "" } = options;
  return key === "promotion"
    ? { ...promotionHeads(shopName(shop, locale))[locale], content: samplePromotion(options) }
    : { ...letterHeads[locale], content: sampleLetter({ locale, shop }) };
}

/** The promotion; with thirty products it compiles to about 100 KB. */
export function samplePromotion({
  locale = "ko",
  products = 6,
  imageBase = "http://localhost:3000",
  shop = "",
}: SampleOptions = {}): PromotionContent {
  const base = `${imageBase.replace(/\/+$/, "")}/samples`;
  return {
    ...promotionTexts(shopName(shop, locale))[locale],
    heroImageUrl: `${base}/hero.jpg`,
    products: sampleProducts.slice(0, products).map((product, index) => ({
      name: product[locale].name,
      description: product[locale].description,
      imageUrl: `${base}/${product.picture}.jpg`,
      imageAlt: product[locale].alt,
      price: String(product.price),
      salePrice: product.salePrice === null ? "" : String(product.salePrice),
      url: `https://shop.example/items/${product.picture}?utm_source=letterpress&utm_medium=email&utm_campaign=autumn&utm_content=item-${index + 1}`,
    })),
  };
}

/** Whether a mail still leads to the invented shop of the samples, where no reader can buy. */
export function hasSampleLinks(content: unknown): boolean {
  return JSON.stringify(content)?.includes("https://shop.example/") ?? false;
}

export function sampleLetter({ locale = "ko", shop = "" }: SampleOptions = {}): LetterContent {
  return letterTexts(shopName(shop, locale))[locale];
}

function shopName(shop: string, locale: Locale): string {
  if (shop.trim() !== "") return shop.trim();
  return locale === "ko" ? "소담상점" : "Sodam Store";
}

const promotionHeads = (shop: string) => ({
  ko: {
    subject: `{{ name | fallback: "고객" }}님, ${shop} 가을 식탁전이 열렸어요`,
    previewText: "찻그릇부터 리넨까지 최대 25% 할인, 일요일 밤 12시까지예요.",
  },
  en: {
    subject: '{{ first_name | fallback: "Hello" }}, the autumn table is set',
    previewText: "Tea ware to linen at up to 25% off, until Sunday midnight.",
  },
});

const promotionTexts = (shop: string) => ({
  ko: {
    headline: "따뜻한 그릇이 그리워지는 계절이에요",
    heroImageAlt: "나무 식탁 위에 놓인 찻주전자와 찻잔, 유자 한 알",
    intro: `{{ name | fallback: "고객" }}님, 안녕하세요. ${withParticle(shop, "이에요/예요")}.\n\n아침 공기가 달라졌어요. 뜨거운 차 한 잔, 갓 지은 밥 한 그릇이 더 반가운 때라 가을 식탁에 어울리는 그릇과 살림을 골라 담았어요. 모두 작은 공방에서 손으로 만든 것들이에요.\n\n일요일 밤 12시까지 최대 25% 할인된 값에 보내 드려요.`,
    couponCode: "SODAM-AUTUMN",
    couponNote: "5만 원 이상 주문에 3,000원이 더 할인돼요. 11월 30일까지 쓸 수 있어요.",
    buttonLabel: "가을 식탁전 모두 보기",
    buttonUrl:
      "https://shop.example/autumn?utm_source=letterpress&utm_medium=email&utm_campaign=autumn",
    closing: `오후 2시 전에 주문하시면 그날 포장해서 보내 드려요. 깨지지 않게 종이로만 감싸고, 비닐은 쓰지 않아요.\n\n궁금한 점은 이 메일에 답장해 주세요. 사람이 읽고 답해 드려요.\n${shop} 드림`,
  },
  en: {
    headline: "The season for warm bowls",
    heroImageAlt: "A teapot, two cups and a yuja on a wooden table",
    intro:
      'Hello {{ first_name | fallback: "there" }},\n\nThe mornings have turned. A hot cup of tea and a bowl of rice straight from the pot are worth more now, so we put together what belongs on an autumn table. Every piece was made by hand in a small workshop.\n\nUntil Sunday midnight, all of it is up to 25% off.',
    couponCode: "SODAM-AUTUMN",
    couponNote: "₩3,000 more off orders of ₩50,000 and up. Valid until 30 November.",
    buttonLabel: "See the whole autumn table",
    buttonUrl:
      "https://shop.example/en/autumn?utm_source=letterpress&utm_medium=email&utm_campaign=autumn",
    closing: `Order before 2 pm and we pack it the same day, in paper only, no plastic.\n\nQuestions? Reply to this mail. A person reads it and answers.\n${shop}`,
  },
});

const letterHeads = {
  ko: {
    subject: '{{ name | fallback: "고객" }}님께 먼저 알려 드려요',
    previewText: "성수동 작업실이 12월 첫째 주에 문을 열어요.",
  },
  en: {
    subject: "We wanted you to hear it first",
    previewText: "Our workshop in Seongsu opens in the first week of December.",
  },
} as const;

const letterTexts = (shop: string) => ({
  ko: {
    greeting: '{{ name | fallback: "고객" }}님, 안녕하세요.',
    body: "온라인으로만 인사드린 지 꼬박 3년이 되었어요. 그동안 그릇을 직접 만져 보고 싶다는 말씀을 가장 많이 들었어요.\n\n그래서 작은 작업실을 준비했어요. 12월 첫째 주 수요일, 성수동 연무장길에서 문을 열어요. 1층에서는 그릇과 살림을 보실 수 있고, 2층에서는 매주 토요일에 찻자리를 열어요.\n\n오래 함께해 주신 분들을 문 여는 날보다 하루 먼저 모시려고 해요. 오실 수 있는지 아래에서 알려 주세요. 차와 작은 다과를 준비해 둘게요.",
    buttonLabel: "참석 여부 알려 주기",
    buttonUrl: "https://shop.example/opening?guest={{ email }}",
    signature: `고맙습니다.\n${shop} 한지우 드림`,
  },
  en: {
    greeting: 'Dear {{ first_name | fallback: "friend" }},',
    body: "For three years we have met only online. In all that time, one wish reached us more often than any other: to hold the bowls before buying them.\n\nSo we built a small workshop. It opens on the first Wednesday of December in Seongsu, Seoul. Downstairs you find our tableware, and upstairs there is tea every Saturday.\n\nThose who have been with us for long are invited a day before everybody else. Tell us below whether you can come. There will be tea and something sweet.",
    buttonLabel: "Tell us if you can come",
    buttonUrl: "https://shop.example/en/opening?guest={{ email }}",
    signature: `With thanks,\nJiwoo Han, ${shop}`,
  },
});
