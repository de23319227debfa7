const koreanFamilies = "김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허남심".split("");
const koreanGiven =
  "민준 서연 도윤 하은 시우 지유 예준 수아 지호 서윤 은우 다은 태윤 채원 선우 나은 주원 소율 이안 가온 현우 지민 유진 하준 수빈 민서 준서 예은 정우 윤서".split(
    " ",
  );
const englishGiven =
  "Emma Liam Olivia Noah Ava Ethan Mia Lucas Grace Henry Chloe Jack Ella Daniel Zoe Oscar".split(
    " ",
  );
const englishFamilies =
  "Smith Johnson Brown Taylor Miller Wilson Moore Clark Lewis Walker Young King Wright Scott".split(
    " ",
  );
const romanFamilies = "kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon".split(
  " ",
);
const domains =
  "example.com example.net example.org mail.example.com shop.example.net kakao.example.org naver.test gmail.test company.test".split(
    " ",
  );
const regions = "서울 경기 인천 부산 대구 광주 대전 울산 세종 강원 충북 전남 경남 제주".split(" ");
const grades = "VIP GOLD SILVER 일반 일반 일반 신규".split(" ");

export type SeedPerson = {
  email: string;
  name: string;
  firstName: string;
  lastName: string;
  phone: string | null;
  locale: "ko" | "en";
  properties: Record<string, string | number | boolean>;
};

/** The n-th person: always the same, and no two share an address. */
export function seedPerson(n: number): SeedPerson {
  const random = scatter(n);
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] ?? (list[0] as T); // lists are not empty
  const isKorean = random() < 0.8;
  const lastName = pick(isKorean ? koreanFamilies : englishFamilies);
  const firstName = pick(isKorean ? koreanGiven : englishGiven);
  const nickname = isKorean ? pick(romanFamilies) : `${firstName}.${lastName}`.toLowerCase();
  const day = (from: number, days: number) =>
    new Date(from + Math.floor(random() * days) * 86_400_000).toISOString().slice(0, 10);
  return {
    email: `${nickname}${n}@${pick(domains)}`,
    name: isKorean ? lastName + firstName : `${firstName} ${lastName}`,
    firstName,
    lastName,
    phone: random() < 0.85 ? phoneNumber(random) : null,
    locale: isKorean ? "ko" : "en",
    properties: {
      grade: pick(grades),
      points: Math.floor(random() ** 3 * 500) * 100,
      signup_date: day(Date.UTC(2022, 0, 1), 1780),
      ...(random() < 0.6 && { birthday: day(Date.UTC(1965, 0, 1), 14_600) }),
      region: pick(regions),
      app_user: random() < 0.4,
    },
  };
}

function phoneNumber(random: () => number): string {
  const four = () => String(Math.floor(random() * 10_000)).padStart(4, "0");
  return `010-${four()}-${four()}`;
}

/** Mulberry32: small, fast, and the same on every machine. */
function scatter(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
