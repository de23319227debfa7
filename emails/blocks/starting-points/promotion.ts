import { sampleProduct } from "@/emails/blocks/sample-products";
import { block, documentOf, readerName, type StartingPoint } from "./starting-point";

const shown = ["mug-1", "teapot-1", "plate-1", "bowl-1", "cloth-1", "tray-1"];

/** One message, a coupon, products, one thing to do. */
export const promotion: StartingPoint = {
  key: "promotion",
  write: (locale, pictures) => {
    const words = texts[locale];
    return {
      subject: words.subject,
      previewText: words.previewText,
      document: documentOf([
        block("image", {
          src: `${pictures}/hero.jpg`,
          alt: words.heroAlt,
          url: words.url,
          width: "edge",
        }),
        block("heading", { text: words.headline, size: "large" }),
        block("text", { body: words.intro }),
        block("coupon", words.coupon),
        block("products", {
          products: shown.map((picture) => sampleProduct(picture, locale, pictures)),
        }),
        block("button", { label: words.button, url: words.url, align: "center" }),
        block("text", { body: words.closing }),
      ]),
    };
  },
};

const texts = {
  ko: {
    subject: '{{ name | fallback: "고객" }}님, 가을 식탁전이 열렸어요',
    previewText: "찻그릇부터 리넨까지 최대 25% 할인, 일요일 밤 12시까지예요.",
    heroAlt: "나무 식탁 위에 놓인 찻주전자와 찻잔, 유자 한 알",
    url: "https://shop.example/autumn",
    headline: "따뜻한 그릇이 그리워지는 계절이에요",
    intro: `<p>${readerName.ko}님, 안녕하세요.</p><p>아침 공기가 달라졌어요. 뜨거운 차 한 잔, 갓 지은 밥 한 그릇이 더 반가운 때라 가을 식탁에 어울리는 그릇과 살림을 골라 담았어요. 일요일 밤 12시까지 <strong>최대 25% 할인</strong>된 값에 보내 드려요.</p>`,
    coupon: {
      code: "SODAM-AUTUMN",
      note: "5만 원 이상 주문에 3,000원이 더 할인돼요.",
      until: "11월 30일까지 쓸 수 있어요.",
    },
    button: "가을 식탁전 모두 보기",
    closing:
      "<p>오후 2시 전에 주문하시면 그날 포장해서 보내 드려요. 깨지지 않게 종이로만 감싸고, 비닐은 쓰지 않아요.</p><p>궁금한 점은 이 메일에 답장해 주세요. 사람이 읽고 답해 드려요.</p>",
  },
  en: {
    subject: '{{ first_name | fallback: "Hello" }}, the autumn table is set',
    previewText: "Tea ware to linen at up to 25% off, until Sunday midnight.",
    heroAlt: "A teapot, two cups and a yuja on a wooden table",
    url: "https://shop.example/en/autumn",
    headline: "The season for warm bowls",
    intro: `<p>Hello ${readerName.en},</p><p>The mornings have turned. A hot cup of tea and a bowl of rice straight from the pot are worth more now, so we put together what belongs on an autumn table. Until Sunday midnight, all of it is <strong>up to 25% off</strong>.</p>`,
    coupon: {
      code: "SODAM-AUTUMN",
      note: "₩3,000 more off orders of ₩50,000 and up.",
      until: "Valid until 30 November.",
    },
    button: "See the whole autumn table",
    closing:
      "<p>Order before 2 pm and we pack it the same day, in paper only, no plastic.</p><p>Questions? Reply to this mail. A person reads it and answers.</p>",
  },
};
