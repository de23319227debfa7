import { block, documentOf, readerName, type StartingPoint } from "./starting-point";

/** Words first, nothing to load. */
export const letter: StartingPoint = {
  key: "letter",
  write: (locale) => {
    const words = texts[locale];
    return {
      subject: words.subject,
      previewText: words.previewText,
      document: documentOf([
        block("spacer", { size: "small" }),
        block("text", { body: words.body }),
        block("button", { label: words.button, url: words.url }),
        block("text", { body: words.signature }),
      ]),
    };
  },
};

const texts = {
  ko: {
    subject: '{{ name | fallback: "고객" }}님께 먼저 알려 드려요',
    previewText: "성수동 작업실이 12월 첫째 주에 문을 열어요.",
    body: `<p><strong>${readerName.ko}님, 안녕하세요.</strong></p><p>온라인으로만 인사드린 지 꼬박 3년이 되었어요. 그동안 그릇을 직접 만져 보고 싶다는 말씀을 가장 많이 들었어요.</p><p>그래서 작은 작업실을 준비했어요. 12월 첫째 주 수요일, 성수동 연무장길에서 문을 열어요. 1층에서는 그릇과 살림을 보실 수 있고, 2층에서는 매주 토요일에 찻자리를 열어요.</p><p>오래 함께해 주신 분들을 문 여는 날보다 하루 먼저 모시려고 해요. 오실 수 있는지 아래에서 알려 주세요. 차와 작은 다과를 준비해 둘게요.</p>`,
    button: "참석 여부 알려 주기",
    url: "https://shop.example/opening?guest={{ email }}",
    signature: "<p>고맙습니다.<br>한지우 드림</p>",
  },
  en: {
    subject: "We wanted you to hear it first",
    previewText: "Our workshop in Seongsu opens in the first week of December.",
    body: `<p><strong>Hello ${readerName.en},</strong></p><p>For three years we have met only online. In all that time, one wish reached us more often than any other: to hold the bowls before buying them.</p><p>So we built a small workshop. It opens on the first Wednesday of December in Seongsu, Seoul. Downstairs you find our tableware, and upstairs there is tea every Saturday.</p><p>Those who have been with us for long are invited a day before everybody else. Tell us below whether you can come. There will be tea and something sweet.</p>`,
    button: "Tell us if you can come",
    url: "https://shop.example/en/opening?guest={{ email }}",
    signature: "<p>With thanks,<br>Jiwoo Han</p>",
  },
};
