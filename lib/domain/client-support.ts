/**
 * What breaks a mail where it is not understood, and where that is. Reduced from caniemail.com (MIT,
 * data of 2026-05-13, for Gmail, Outlook on Windows, Outlook.com, Apple Mail, Samsung Mail, Naver):
 * what merely looks a little different (rounded corners, shadows, letter spacing) is left out.
 */
export type MailFeature = {
  /** As it is spelled in HTML or CSS: the same in every language. */
  name: string;
  /** Programs that show the mail wrongly because of it. */
  clients: readonly string[];
  find: { tag: string } | { declaration: RegExp };
};

const gmail = "Gmail";
const outlookWindows = "Outlook (Windows)";
const outlookWeb = "Outlook.com";
const appleMail = "Apple Mail";
const samsung = "Samsung Mail";
const naver = "Naver";

export const mailFeatures: readonly MailFeature[] = [
  {
    name: "display: flex",
    clients: [outlookWindows, naver],
    find: { declaration: /^display:(inline-)?flex$/ },
  },
  {
    name: "display: grid",
    clients: [outlookWindows, gmail, outlookWeb, naver],
    find: { declaration: /^display:(inline-)?grid$/ },
  },
  {
    name: "position",
    clients: [gmail, outlookWindows, outlookWeb],
    find: { declaration: /^position:(absolute|fixed|sticky|relative)$/ },
  },
  {
    name: "background-image",
    clients: [outlookWindows],
    find: { declaration: /^background(-image)?:.*(url\(|gradient\()/ },
  },
  { name: "float", clients: [outlookWindows], find: { declaration: /^float:(left|right)$/ } },
  {
    name: "var()",
    clients: [gmail, outlookWindows, outlookWeb],
    find: { declaration: /:.*var\(/ },
  },
  { name: "calc()", clients: [outlookWindows, outlookWeb], find: { declaration: /:.*calc\(/ } },
  {
    name: "@font-face",
    clients: [gmail, outlookWindows, outlookWeb, naver],
    find: { declaration: /^@font-face$/ },
  },
  { name: "@import", clients: [gmail, outlookWindows], find: { declaration: /^@import$/ } },
  { name: "<svg>", clients: [gmail, outlookWindows, outlookWeb, naver], find: { tag: "svg" } },
  {
    name: "<video>",
    clients: [gmail, outlookWindows, outlookWeb, naver],
    find: { tag: "video" },
  },
  { name: "<audio>", clients: [gmail, outlookWindows, outlookWeb], find: { tag: "audio" } },
  {
    name: "<picture>",
    clients: [outlookWindows, gmail],
    find: { tag: "picture" },
  },
  {
    name: "<details>",
    clients: [gmail, outlookWindows, outlookWeb],
    find: { tag: "details" },
  },
  { name: "<map>", clients: [samsung], find: { tag: "map" } },
  {
    name: "<canvas>",
    clients: [gmail, outlookWindows, outlookWeb, appleMail],
    find: { tag: "canvas" },
  },
];

/** Mail programs take these out, and filters distrust who sends them. */
export const forbiddenTags = [
  "script",
  "iframe",
  "object",
  "embed",
  "applet",
  "form",
  "input",
  "textarea",
  "select",
  "button",
  "base",
  "link",
  "frame",
  "frameset",
] as const;

/** Gmail drops a style sheet that is larger. */
export const mostStyleBytes = 16 * 1024;
