import { describe, expect, test } from "vitest";
import { particleFor, withParticle } from "@/lib/domain/korean-particles";

describe("the particle that follows a word", () => {
  test.each([
    // after a vowel, a consonant, ㄹ
    ["민수", "은/는", "민수는"],
    ["하늘", "은/는", "하늘은"],
    ["지원", "이/가", "지원이"],
    ["영희", "이/가", "영희가"],
    ["책", "을/를", "책을"],
    ["커피", "을/를", "커피를"],
    ["봄", "과/와", "봄과"],
    ["차", "과/와", "차와"],
    ["서울", "으로/로", "서울로"],
    ["부산", "으로/로", "부산으로"],
    ["제주", "으로/로", "제주로"],
    ["서울", "은/는", "서울은"],
    ["지영", "아/야", "지영아"],
    ["민수", "아/야", "민수야"],
    ["선물", "이에요/예요", "선물이에요"],
    ["커피", "이에요/예요", "커피예요"],
    ["서울", "으로부터/로부터", "서울로부터"],
    // written the other way round
    ["민수", "는/은", "민수는"],
    ["하늘", "가/이", "하늘이"],
    // digits are read aloud
    ["10", "은/는", "10은"],
    ["2", "은/는", "2는"],
    ["3", "을/를", "3을"],
    ["7", "으로/로", "7로"],
    ["6", "으로/로", "6으로"],
    ["1,000", "이/가", "1,000이"],
    ["5만 원", "을/를", "5만 원을"],
    ["25%", "을/를", "25%를"],
    // Latin letters
    ["LG", "은/는", "LG는"],
    ["SM", "은/는", "SM은"],
    ["KTX", "을/를", "KTX를"],
    ["Apple", "은/는", "Apple은"],
    ["Google", "으로/로", "Google로"],
    ["John", "은/는", "John은"],
    ["James", "은/는", "James는"],
    ["Jane", "을/를", "Jane을"],
    ["Bob", "이/가", "Bob이"],
    ["Mike", "이/가", "Mike가"],
    // what is not read does not count
    ["김민수(VIP)", "은/는", "김민수(VIP)는"],
    ["하늘 (본점)", "이/가", "하늘 (본점)이"],
    ["‘봄날’", "을/를", "‘봄날’을"],
    ["정말?", "이/가", "정말?이"],
    ["민수 ", "은/는", "민수 는"],
    // lone consonants
    ["ㄱ", "을/를", "ㄱ을"],
  ])("%s with %s is %s", (word, pair, expected) => {
    expect(withParticle(word, pair)).toBe(expected);
  });

  test("a word typed on a Mac in decomposed letters reads the same", () => {
    expect(particleFor("민수".normalize("NFD"), "은/는")).toBe("는");
    expect(particleFor("하늘".normalize("NFD"), "은/는")).toBe("은");
  });

  test("a blank word stays blank, so that a fallback can still follow", () => {
    expect(withParticle("  ", "은/는")).toBe("");
  });
});
