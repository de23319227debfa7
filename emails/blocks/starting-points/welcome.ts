import { block, documentOf, readerName, type StartingPoint } from "./starting-point";

/** The first mail to somebody new: thanks, what to expect, a gift. */
export const welcome: StartingPoint = {
  key: "welcome",
  write: (locale, pictures) => {
    const words = texts[locale];
    const promise = ({ title, body }: { title: string; body: string }) => [
      block("heading", { text: title, size: "small" }),
      block("text", { body }),
    ];
    const [first, second, third] = words.promises.map(promise);
    return {
      subject: words.subject,
      previewText: words.previewText,
      document: documentOf(
        [
          block("image", { src: `${pictures}/parcel.jpg`, alt: words.parcelAlt, width: "edge" }),
          block("heading", { text: words.headline, size: "large" }),
          block("text", { body: words.intro }),
          block("coupon", words.coupon),
          block("button", { label: words.button, url: words.url, align: "center" }),
          block(
            "section",
            { background: "#eef3ee", room: "normal" },
            {
              inside: [
                block(
                  "columns",
                  { count: "3" },
                  { first: first ?? [], second: second ?? [], third: third ?? [] },
                ),
              ],
            },
          ),
          block("text", { body: words.closing }),
          block("social", { links: words.links }),
        ],
        { accent: "#2f5d50" },
      ),
    };
  },
};

const texts = {
  ko: {
    subject: '{{ name | fallback: "고객" }}님, 반가워요. 첫 주문 선물을 준비했어요',
    previewText: "첫 주문에 쓸 수 있는 5,000원 쿠폰을 담았어요.",
    parcelAlt: "종이로 감싸 끈으로 묶은 꾸러미와 나뭇가지",
    headline: "함께하게 되어 반가워요",
    intro: `<p>${readerName.ko}님, 가입해 주셔서 고맙습니다.</p><p>저희는 작은 공방에서 손으로 만든 그릇과 살림을 골라 소개해요. 한 달에 두 번, 새로 들어온 그릇과 살림 이야기를 보내 드릴게요.</p>`,
    coupon: {
      code: "WELCOME-5000",
      note: "3만 원 이상 첫 주문에 5,000원 할인",
      until: "가입하신 날부터 30일 동안 쓸 수 있어요.",
    },
    button: "첫 그릇 고르기",
    url: "https://shop.example/first",
    promises: [
      { title: "종이로만 포장해요", body: "<p>비닐 없이도 깨지지 않게 감싸 보내요.</p>" },
      {
        title: "깨지면 다시 보내요",
        body: "<p>사진 한 장이면 돼요. 돌려보내지 않으셔도 돼요.</p>",
      },
      { title: "사람이 답해요", body: "<p>이 메일에 답장하시면 하루 안에 답해 드려요.</p>" },
    ],
    closing:
      "<p>어떤 그릇부터 시작하면 좋을지 고민되시면 편하게 물어봐 주세요. 식탁 사진을 보내 주시면 어울리는 그릇을 골라 드려요.</p>",
    links: [
      { service: "instagram", url: "https://www.instagram.com/sodam.example" },
      { service: "kakao", url: "https://pf.kakao.com/sodam-example" },
    ],
  },
  en: {
    subject: "Welcome! A gift for your first order",
    previewText: "₩5,000 off your first order is inside.",
    parcelAlt: "A parcel in brown paper, tied with string, and a twig",
    headline: "Good to have you here",
    intro: `<p>Hello ${readerName.en}, thank you for signing up.</p><p>We look for tableware made by hand in small workshops. Twice a month we write to you about what is new and the people who made it.</p>`,
    coupon: {
      code: "WELCOME-5000",
      note: "₩5,000 off your first order of ₩30,000 and up",
      until: "Valid for 30 days from the day you signed up.",
    },
    button: "Choose your first bowl",
    url: "https://shop.example/en/first",
    promises: [
      { title: "Paper only", body: "<p>Wrapped so that nothing breaks, without any plastic.</p>" },
      { title: "Broken? Replaced", body: "<p>One photo is enough. No need to send it back.</p>" },
      { title: "People answer", body: "<p>Reply to this mail and hear from us within a day.</p>" },
    ],
    closing:
      "<p>Not sure where to begin? Send us a photo of your table and we will choose something that goes with it.</p>",
    links: [
      { service: "instagram", url: "https://www.instagram.com/sodam.example" },
      { service: "website", url: "https://shop.example/en" },
    ],
  },
};
