import { block, documentOf, readerName, type StartingPoint } from "./starting-point";

/** An invitation: what, when, where, and how to say yes. */
export const event: StartingPoint = {
  key: "event",
  write: (locale, pictures) => {
    const words = texts[locale];
    return {
      subject: words.subject,
      previewText: words.previewText,
      document: documentOf(
        [
          block(
            "section",
            { background: "#22433a", room: "large" },
            {
              inside: [
                block("heading", { text: words.headline, size: "large", align: "center" }),
                block("text", { body: words.lead }),
                block("button", { label: words.button, url: words.url, align: "center" }),
              ],
            },
          ),
          block("image", { src: `${pictures}/workshop.jpg`, alt: words.workshopAlt }),
          block("text", { body: words.intro }),
          block("html", { code: words.facts, padded: true }),
          block("spacer", { size: "small" }),
          block("heading", { text: words.orderTitle, size: "medium" }),
          block("text", { body: words.order }),
          block("button", { label: words.button, url: words.url, align: "center" }),
          block("text", { body: words.closing }),
        ],
        { accent: "#22433a" },
      ),
    };
  },
};

const cell = `style="padding:10px 12px 10px 0;border-top:1px solid #bdb6aa;vertical-align:top"`;
const table = (rows: readonly (readonly [string, string])[]) =>
  `<table width="100%" style="border-collapse:collapse">${rows
    .map(
      ([name, value]) =>
        `<tr><th align="left" width="72" ${cell}>${name}</th><td ${cell}>${value}</td></tr>`,
    )
    .join("")}</table>`;

const texts = {
  ko: {
    subject: '{{ name | fallback: "고객" }}님을 성수동 찻자리에 초대해요',
    previewText: "12월 6일 토요일 오후 2시, 서른 분만 모셔요.",
    headline: "겨울 찻자리에 초대해요",
    lead: '<p style="text-align:center">12월 6일 토요일 오후 2시 · 성수동 작업실</p>',
    button: "자리 예약하기",
    url: "https://shop.example/tea?guest={{ email }}",
    workshopAlt: "불이 켜진 작업실 창가에 그릇이 놓인 모습",
    intro: `<p>${readerName.ko}님, 올해도 함께해 주셔서 고맙습니다. 한 해를 마무리하며 작업실에서 작은 찻자리를 열어요. 차 세 가지와 겨울 다과를 천천히 나누고, 직접 고른 잔은 가져가실 수 있어요.</p>`,
    facts: table([
      ["언제", "12월 6일 토요일 오후 2시 – 4시"],
      ["어디서", "서울 성동구 연무장길 12, 2층"],
      ["참가비", "25,000원 (차와 다과, 찻잔 한 점 포함)"],
      ["인원", "서른 분"],
    ]),
    orderTitle: "이렇게 진행돼요",
    order:
      "<ol><li>작업실을 둘러보고 마음에 드는 잔을 골라요.</li><li>녹차, 황차, 홍차를 차례로 우려 마셔요.</li><li>겨울 다과와 함께 이야기를 나눠요.</li></ol>",
    closing:
      "<p>주차 공간이 좁아요. 2호선 성수역 3번 출구에서 걸어서 7분이니 대중교통을 이용해 주세요. 오시기 어려워지면 하루 전까지 이 메일에 답장해 주시면 모두 환불해 드려요.</p>",
  },
  en: {
    subject: "You are invited: winter tea in Seongsu",
    previewText: "Saturday, 6 December, 2 pm. Thirty seats.",
    headline: "Come for winter tea",
    lead: '<p style="text-align:center">Saturday, 6 December, 2 pm · our workshop in Seongsu</p>',
    button: "Reserve a seat",
    url: "https://shop.example/en/tea?guest={{ email }}",
    workshopAlt: "Bowls in the lit window of the workshop",
    intro: `<p>Hello ${readerName.en}, thank you for this year. To close it we open the workshop for an afternoon of tea: three kinds, something sweet from the season, and a cup of your choice to take home.</p>`,
    facts: table([
      ["When", "Saturday, 6 December, 2–4 pm"],
      ["Where", "12 Yeonmujang-gil, Seongdong-gu, Seoul, 2nd floor"],
      ["Price", "₩25,000, with tea, sweets and one cup"],
      ["Seats", "Thirty"],
    ]),
    orderTitle: "What happens",
    order:
      "<ol><li>Look around the workshop and choose a cup.</li><li>Taste green, yellow and black tea, one after the other.</li><li>Stay for sweets and talk.</li></ol>",
    closing:
      "<p>There is little room to park: it is a walk of seven minutes from Seongsu station, exit 3. If you cannot come after all, reply to this mail until the day before and you get everything back.</p>",
  },
};
