/** How a word ends when read aloud in Korean; 으로/로 treats ㄹ like an open syllable. */
type Ending = "open" | "rieul" | "closed";

/** [after a consonant, after a vowel] */
const pairs = [
  ["은", "는"],
  ["이", "가"],
  ["을", "를"],
  ["과", "와"],
  ["아", "야"],
  ["으로", "로"],
  ["으로서", "로서"],
  ["으로써", "로써"],
  ["으로부터", "로부터"],
  ["이에요", "예요"],
  ["이었", "였"],
  ["이라", "라"],
  ["이란", "란"],
  ["이랑", "랑"],
  ["이나", "나"],
  ["이며", "며"],
  ["이고", "고"],
  ["이여", "여"],
  ["이시여", "시여"],
] as const;

/**
 * The right form of a particle after a word: ("민수", "은/는") → "는", ("서울", "으로/로") → "로".
 * A pair may be written either way round; one we do not know is read as "after a consonant/after a vowel".
 */
export function particleFor(word: string, pair: string): string {
  const [first = "", second = ""] = pair.split("/").map((part) => part.trim());
  if (second === "") return first;
  const swapped = pairs.some(([closed, open]) => closed === second && open === first);
  const [closed, open] = swapped ? [second, first] : [first, second];
  const ending = endingOf(word);
  if (ending === "rieul") return closed.startsWith("으로") ? open : closed;
  return ending === "closed" ? closed : open;
}

/** The word with its particle; a blank word stays blank, so that a fallback can still follow. */
export function withParticle(word: string, pair: string): string {
  return word.trim() === "" ? "" : word + particleFor(word, pair);
}

function endingOf(word: string): Ending {
  const spoken = spokenPart(word.normalize("NFC"));
  const last = spoken.at(-1) ?? "";
  const code = last.codePointAt(0) ?? 0;
  if (code >= 0xac00 && code <= 0xd7a3) return hangulEnding((code - 0xac00) % 28);
  if (/[ㄱ-ㅎ]/u.test(last)) return last === "ㄹ" ? "rieul" : "closed";
  if (/\d/.test(last)) return digitEndings[Number(last)] ?? "open";
  if (/[a-z]/i.test(last)) return latinEnding(/[a-z]+$/i.exec(spoken)?.[0] ?? last);
  return symbolEndings[last] ?? "open";
}

/** "김민수(VIP)" is read "김민수"; closing quotes and full stops are not read at all. */
function spokenPart(word: string): string {
  let rest = word.trim();
  for (;;) {
    const shorter = rest
      .replace(/\s*(\([^()]*\)|\[[^[\]]*\]|（[^（）]*）|〔[^〔〕]*〕)$/u, "")
      .replace(/[\s"'“”‘’`.,!?…~;:)\]}>」』》〉·-]+$/u, "");
    if (shorter === "" || shorter === rest) return rest;
    rest = shorter;
  }
}

function hangulEnding(jongseong: number): Ending {
  if (jongseong === 0) return "open";
  return jongseong === 8 ? "rieul" : "closed";
}

// 영 일 이 삼 사 오 육 칠 팔 구; 10, 100, 1000 … (십 백 천 만 억) are closed as 영 is.
const digitEndings: readonly Ending[] = [
  "closed",
  "rieul",
  "open",
  "closed",
  "open",
  "open",
  "closed",
  "rieul",
  "rieul",
  "open",
];

const symbolEndings: Readonly<Record<string, Ending>> = {
  "%": "open", // 퍼센트
  "℃": "open", // 도
  $: "open", // 달러
  "₩": "closed", // 원
  "&": "open", // 앤드
  "+": "open", // 플러스
  "#": "closed", // 샵
  "@": "closed", // 골뱅이 is rarer than 앳
};

/** Letters by their names: 엘 and 알 end in ㄹ, 엠 and 엔 in a consonant. */
const letterEndings: Readonly<Record<string, Ending>> = {
  l: "rieul",
  r: "rieul",
  m: "closed",
  n: "closed",
};

/** English words as Korean usually spells them; a rule of thumb, right for nearly all names. */
function latinEnding(letters: string): Ending {
  const word = letters.toLowerCase();
  const last = word.at(-1) ?? "";
  const spelledOut = letters.length === 1 || letters === letters.toUpperCase();
  if (spelledOut) return letterEndings[last] ?? "open";
  if (/(l|[^aeiou]le|[aeiou]le)$/.test(word)) return "rieul"; // 애플, 구글, 미셸
  if (/(ng|[mn]|[aeiou][mn]e)$/.test(word)) return "closed"; // 존, 홈, 제인
  if (/(^|[^aeiou])[aeiou](ck|[bkpct])$/.test(word)) return "closed"; // 밥, 책, 캣, 잭
  return "open"; // 제임스, 마이크, 데이비드, 안나
}
