import type { PropertyType } from "@/db/schema/audience";
import { romanize } from "./romanize";

/** What a column can become besides a property. */
export const importFields = [
  "email",
  "name",
  "first_name",
  "last_name",
  "phone",
  "consent",
  "consent_date",
  "status", // how another system left the person: see member-state.ts
  "status_date",
] as const;
export type ImportField = (typeof importFields)[number];

/** Columns that ask whether a person is gone: yes means unsubscribed. */
const goneHeaders = "unsubscribed optout optedout isunsubscribed 수신거부 수신거부여부";

/** Does this header ask whether the person is gone, rather than how they stand? */
export function asksWhetherGone(header: string): boolean {
  return goneHeaders.split(" ").includes(normalizeHeader(header));
}

const fieldHeaders: Record<ImportField, string> = {
  email:
    "email emailaddress mail mailaddress 이메일 이메일주소 메일 메일주소 전자우편 전자메일 e메일 고객이메일 회원이메일 이메일아이디",
  name: "name fullname customername membername contactname 이름 성명 성함 고객명 고객이름 회원명 회원이름 구매자명 주문자명 수취인 담당자명 닉네임 nickname",
  first_name: "firstname givenname fname 명",
  last_name: "lastname surname familyname lname 성 성씨",
  phone:
    "phone phonenumber mobile mobilephone mobilenumber cell cellphone tel telephone 휴대폰 휴대폰번호 휴대전화 휴대전화번호 핸드폰 핸드폰번호 전화 전화번호 연락처 모바일 휴대번호",
  consent:
    "consent optin marketingconsent emailconsent emailoptin acceptsmarketing acceptsemailmarketing 동의 동의여부 수신동의 수신동의여부 마케팅동의 마케팅수신동의 마케팅수신동의여부 광고수신동의 광고성정보수신동의 이메일수신동의 이메일수신동의여부 이메일수신여부 메일수신동의 메일수신여부 수신여부 뉴스레터수신동의",
  consent_date:
    "consentdate consentedat optindate optintime consentgivenat 동의일 동의일자 동의일시 동의날짜 수신동의일 수신동의일자 수신동의일시 마케팅동의일 마케팅수신동의일 이메일수신동의일",
  status: `subscriptionstatus memberstatus emailstatus 구독상태 수신상태 ${goneHeaders}`,
  status_date:
    "unsubtime cleantime unsubscribedat unsubscribedate 수신거부일 수신거부일시 구독취소일 구독해지일",
};

const fieldByHeader = new Map(
  importFields.flatMap((field) =>
    fieldHeaders[field].split(" ").map((header) => [header, field] as const),
  ),
);

/** Columns that many shops have: a readable key, and the type they mean. */
const knownProperties: { headers: string; key: string; type?: PropertyType }[] = [
  {
    headers: "가입일 가입일자 가입일시 회원가입일 등록일 signupdate joindate joinedat",
    key: "signup_date",
    type: "date",
  },
  {
    headers: "생일 생년월일 생일자 birthday birthdate dateofbirth dob",
    key: "birthday",
    type: "date",
  },
  {
    headers: "등급 회원등급 고객등급 멤버십등급 멤버십 grade tier level",
    key: "grade",
    type: "text",
  },
  { headers: "포인트 적립금 마일리지 points", key: "points", type: "number" },
  {
    headers: "최근구매일 최종구매일 마지막구매일 최근주문일 lastpurchasedate lastorderdate",
    key: "last_purchase_date",
    type: "date",
  },
  {
    headers: "구매횟수 주문횟수 구매건수 주문수 orders ordercount",
    key: "order_count",
    type: "number",
  },
  {
    headers: "구매금액 총구매금액 누적구매금액 총주문금액 totalspent",
    key: "total_spent",
    type: "number",
  },
  { headers: "성별 gender sex", key: "gender", type: "text" },
  { headers: "나이 연령 age", key: "age", type: "number" },
  { headers: "지역 거주지역 region", key: "region", type: "text" },
  { headers: "도시 city", key: "city", type: "text" },
  { headers: "주소 address", key: "address", type: "text" },
  { headers: "우편번호 zip zipcode postcode postalcode", key: "postal_code", type: "text" },
  { headers: "회사 회사명 업체명 company companyname organization", key: "company", type: "text" },
  { headers: "직책 직급 jobtitle position", key: "job_title", type: "text" },
  { headers: "메모 비고 note notes memo", key: "note", type: "text" },
  {
    headers: "회원번호 고객번호 회원id 고객id customerid memberid userid",
    key: "customer_id",
    type: "text",
  },
];

const propertyByHeader = new Map(
  knownProperties.flatMap(({ headers, ...property }) =>
    headers.split(" ").map((header) => [header, property] as const),
  ),
);

/** Without case, blanks, punctuation and what stands in brackets: "E-mail (필수)" is "email". */
export function normalizeHeader(header: string): string {
  return header
    .normalize("NFC")
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The field that a header names, in Korean or English. */
export function guessField(header: string): ImportField | undefined {
  return fieldByHeader.get(normalizeHeader(header));
}

/** Key and, where the header says it, type of the property a column would become. */
export function suggestProperty(header: string): { key: string; type?: PropertyType } {
  return propertyByHeader.get(normalizeHeader(header)) ?? { key: toPropertyKey(header) };
}

/** `[a-z][a-z0-9_]*`, at most 40 characters, never empty and never a built-in field's name. */
export function toPropertyKey(label: string): string {
  const key = romanize(label)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .slice(0, 40)
    .replace(/_+$/, "");
  if (key === "") return "field";
  return reservedKeys.has(key) ? `${key}_property` : key;
}

const reservedKeys = new Set(["email", "name", "first_name", "last_name", "phone", "id", "locale"]);

/** May this be a property's key? */
export function isPropertyKey(key: string): boolean {
  return /^[a-z][a-z0-9_]{0,39}$/.test(key) && !reservedKeys.has(key);
}
