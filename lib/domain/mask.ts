/** An address for people who may not see it: k***@naver.com. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 1) return "***";
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}

/** A mail server's words with the addresses in them masked: "550 <k***@naver.com> is unknown". */
export function maskAddresses(text: string): string {
  return text.replace(/[^\s<>()[\]"',:;=]+@[^\s<>()[\]"',:;=]+/g, maskEmail);
}

/** A phone number of which only the last two digits stay: 010-****-**78. */
export function maskPhone(phone: string): string {
  let digitsLeft = phone.replace(/\D/g, "").length;
  const total = digitsLeft;
  return phone.replace(/\d/g, (digit) => {
    const position = total - digitsLeft;
    digitsLeft -= 1;
    return position < 3 || digitsLeft < 2 ? digit : "*";
  });
}
