/** Why a phrase costs trust; the words for each are in the `preflight` messages under `spam`. */
export type SpamReason = "fraud" | "gambling" | "loans" | "adult" | "pressure" | "pretence";

/**
 * Phrases that filters weigh because fraud uses them. Short on purpose: what shops say every day
 * (sale, coupon, free shipping, 할인, 무료배송) is no sign of anything and not in here.
 */
export const spamPhrases: readonly { pattern: RegExp; why: SpamReason }[] = [
  {
    why: "fraud",
    pattern: /원금\s?보장|수익\s?(률\s?)?보장|고수익\s?(알바|보장|투자)|리딩방|급등주|투자\s?비법/,
  },
  {
    why: "fraud",
    pattern:
      /당첨을?\s?축하|무작위\s?추첨에\s?당첨|계정이\s?(곧\s?)?정지|본인\s?확인이\s?필요합니다/,
  },
  {
    why: "fraud",
    pattern:
      /\b(double your (money|income)|make money (fast|online)|guaranteed (income|profit|returns)|risk[- ]free|wire transfer|inheritance)\b/i,
  },
  {
    why: "fraud",
    pattern:
      /\b(you('ve| have) (won|been selected)|claim your prize|account (will be )?(suspended|locked)|verify your account)\b/i,
  },
  {
    why: "gambling",
    pattern:
      /카지노|바카라|토토\s?사이트|사설\s?토토|슬롯\s?머신|\b(online casino|baccarat|free spins)\b/i,
  },
  {
    why: "loans",
    pattern:
      /무담보\s?대출|무직자\s?대출|당일\s?대출|신용\s?불량자|급전|저금리\s?대환|\b(no credit check|consolidate your debt|payday loan)\b/i,
  },
  {
    why: "adult",
    pattern:
      /비아그라|시알리스|조건\s?만남|성인\s?(용품|사이트)\s?무료|\b(viagra|cialis|hot singles)\b/i,
  },
  {
    why: "pressure",
    pattern:
      /지금\s?(바로|당장)\s?클릭|클릭하지\s?않으면|마지막\s?경고|\b(act now|click (here|below) now|urgent(ly)? (action|response)|final (notice|warning)|don'?t delete)\b/i,
  },
  {
    why: "pretence",
    pattern:
      /100\s?%\s?(공짜|무료)|이\s?메일은\s?스팸이\s?아닙니다|\b(100% free|this is not (a )?(spam|scam)|no strings attached|no obligation|dear friend)\b/i,
  },
];
