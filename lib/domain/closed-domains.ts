/**
 * Mail services of former days that many old customer lists still hold, and their last day as the
 * operators announced it. Domains that moved to another operator and still take mail (empas.com,
 * hanmail.net) are none of them; whatever else is gone, the check of mail servers finds.
 */
export const closedDomains: ReadonlyMap<string, string> = new Map([
  ["paran.com", "2012-07-31"],
  ["yahoo.co.kr", "2012-12-31"],
  ["freechal.com", "2013-02-18"],
  ["dreamwiz.com", "2019-07-30"],
  ["chol.com", "2024-10-31"],
]);
