type MessageParts = {
  from: { name: string; email: string };
  to: string;
  subject: string;
  html: string;
  text: string;
  date: Date;
  unsubscribeUrl?: string;
};

/** A mail as it would arrive, for programs that judge mails; SES makes those that are sent. */
export function mimeMessage({
  from,
  to,
  subject,
  html,
  text,
  date,
  ...rest
}: MessageParts): string {
  const boundary = "=_letterpress_part";
  const id = `<${date.getTime()}@${from.email.split("@")[1] ?? "localhost"}>`;
  const part = (type: string, body: string) =>
    [
      `--${boundary}`,
      `Content-Type: ${type}; charset=UTF-8`,
      "Content-Transfer-Encoding: base64",
      "",
      inLines(encode(body)),
    ].join("\r\n");
  return [
    `From: ${encodeWords(from.name)} <${from.email}>`,
    `To: <${to}>`,
    `Subject: ${encodeWords(subject)}`,
    `Date: ${date.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: ${id}`,
    ...(rest.unsubscribeUrl === undefined
      ? []
      : [
          `List-Unsubscribe: <${rest.unsubscribeUrl}>`,
          "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ]),
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    part("text/plain", text),
    part("text/html", html),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}

/** RFC 2047, a word for every few characters: none may be longer than 75. */
function encodeWords(text: string): string {
  const plain = text.replace(/[\r\n]+/g, " ");
  if (/^[\x20-\x7e]*$/.test(plain)) return plain;
  const pieces = Array.from(plain).reduce<string[]>((words, character) => {
    const last = words.at(-1) ?? "";
    if (words.length > 0 && Buffer.byteLength(last + character) <= 42)
      words[words.length - 1] = last + character;
    else words.push(character);
    return words;
  }, []);
  return pieces.map((piece) => `=?UTF-8?B?${encode(piece)}?=`).join("\r\n ");
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64");
}

function inLines(text: string): string {
  return text.replace(/.{76}(?=.)/g, "$&\r\n");
}
