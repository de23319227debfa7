import { at, bowl, cup, gradients, steam, teapot, twig, vase } from "./things";

export type Scene = { name: string; width: number; height: number; svg: string };

/** Wide pictures of the starting points: twice the size at which mails show them. */
export const scenes: readonly Scene[] = [
  scene("shelf", [
    wall(),
    board(250),
    board(520),
    at(230, 250, 0.62, vase("white")),
    at(420, 250, 0.9, bowl("celadon")),
    at(620, 250, 0.85, teapot("clay")),
    at(850, 250, 0.95, cup("sand")),
    at(990, 250, 0.95, cup("white")),
    at(250, 520, 0.85, teapot("iron")),
    at(520, 520, 0.95, cup("celadon")),
    at(700, 520, 1, bowl("white")),
    at(960, 520, 0.62, vase("stone", "#e2a94e")),
  ]),
  scene("tea", [
    wall(),
    light(),
    table(430),
    at(390, 520, 1.5, teapot("celadon")),
    at(760, 540, 1.35, cup("white")),
    at(980, 520, 1.25, cup("white")),
    at(760, 395, 1, steam()),
    at(980, 385, 0.9, steam()),
  ]),
  scene("parcel", [wall("#e3e8df", "#d3dccf"), table(450), parcel(), at(560, 250, 1.1, twig())]),
  scene("workshop", [workshop()]),
  scene("video", [wall("#e7ddd0", "#d8cab8"), wheel(), playMark()], 675),
];

function scene(name: string, parts: readonly string[], height = 640): Scene {
  const width = 1_200;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>${gradients}<filter id="soft" x="-30%" y="-200%" width="160%" height="500%"><feGaussianBlur stdDeviation="6"/></filter></defs>
${parts.join("\n")}</svg>`;
  return { name, width, height, svg };
}

function wall(top = "#efe7dc", bottom = "#e3d7c7"): string {
  return `<linearGradient id="wall" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>
<rect width="1200" height="700" fill="url(#wall)"/>`;
}

/** From a window that is not in the picture. */
function light(): string {
  return `<path d="M620 0 L860 0 L520 430 L280 430 z" fill="#ffffff" opacity="0.35"/><path d="M920 0 L1040 0 L700 430 L580 430 z" fill="#ffffff" opacity="0.28"/>`;
}

function table(y: number): string {
  const grain = [40, 90, 150]
    .map(
      (down) => `<path d="M0 ${y + down} h1200" stroke="#97683b" stroke-width="2" opacity="0.5"/>`,
    )
    .join("");
  return `<rect y="${y}" width="1200" height="${700 - y}" fill="#b98a58"/><rect y="${y}" width="1200" height="10" fill="#cda06d"/>${grain}`;
}

function board(y: number): string {
  return `<rect x="90" y="${y + 24}" width="1020" height="26" fill="#5b4630" opacity="0.14" filter="url(#soft)"/><rect x="80" y="${y}" width="1040" height="26" rx="4" fill="#b98a58"/><rect x="80" y="${y}" width="1040" height="7" rx="3" fill="#cda06d"/>`;
}

/** Wrapped in brown paper and tied with string. */
function parcel(): string {
  return `<ellipse cx="600" cy="520" rx="290" ry="24" fill="#5b4630" opacity="0.25" filter="url(#soft)"/>
<rect x="330" y="250" width="540" height="270" rx="10" fill="#c79f6f"/>
<path d="M330 260 q0 -10 10 -10 h520 q10 0 10 10 v46 h-540 z" fill="#d6b183"/>
<path d="M330 306 l120 60 M870 306 l-120 60" stroke="#b18655" stroke-width="3" opacity="0.7"/>
<path d="M560 250 v270 M330 400 h540" stroke="#f4ecdf" stroke-width="9"/>
<path d="M560 400 q-70 -60 -90 -16 q-6 36 90 16 q70 -60 90 -16 q6 36 -90 16 l-46 70 M560 400 l52 66" fill="none" stroke="#f4ecdf" stroke-width="8" stroke-linecap="round"/>
<rect x="680" y="430" width="130" height="60" rx="4" fill="#f8f3ea"/><path d="M698 452 h94 M698 470 h60" stroke="#9b8c77" stroke-width="5"/>`;
}

/** A shop window in the evening, seen from the street. */
function workshop(): string {
  const bricks = Array.from({ length: 16 }, (_, row) =>
    Array.from({ length: 13 }, (__, column) => {
      const x = column * 100 - (row % 2) * 50;
      return `<rect x="${x}" y="${row * 42}" width="96" height="38" fill="${(row + column) % 3 === 0 ? "#3d5a50" : "#37534a"}"/>`;
    }).join(""),
  ).join("");
  const lamp = (x: number) =>
    `<circle cx="${x}" cy="230" r="90" fill="#fff3cf" opacity="0.5" filter="url(#soft)"/><path d="M${x} 110 v96" stroke="#3a3027" stroke-width="4"/><path d="M${x - 34} 234 q34 -56 68 0 z" fill="#3a3027"/><circle cx="${x}" cy="238" r="12" fill="#fffbe9"/>`;
  return `<rect width="1200" height="640" fill="#2c443c"/>${bricks}
<rect x="120" y="96" width="690" height="424" rx="6" fill="#5d4226"/>
<linearGradient id="glow" x2="0" y2="1"><stop stop-color="#f7dfa6"/><stop offset="1" stop-color="#eec478"/></linearGradient>
<rect x="138" y="114" width="654" height="388" fill="url(#glow)"/>
${lamp(280)}${lamp(650)}
<rect x="138" y="452" width="654" height="18" fill="#8c6238"/>
${at(230, 452, 0.55, vase("white"))}${at(370, 452, 0.85, bowl("celadon"))}${at(540, 452, 0.7, teapot("sand"))}${at(700, 452, 0.9, cup("white"))}
<path d="M465 114 v388" stroke="#5d4226" stroke-width="10"/>
<rect x="870" y="130" width="220" height="430" rx="6" fill="#5d4226"/><rect x="896" y="158" width="168" height="236" fill="url(#glow)"/>
<path d="M980 158 v236 M896 276 h168" stroke="#5d4226" stroke-width="8"/><circle cx="1064" cy="450" r="9" fill="#e7c98f"/>
<path d="M80 96 h770 l34 52 h-838 z" fill="#e9e0d0"/>${Array.from({ length: 7 }, (_, n) => `<path d="M${80 + n * 110} 96 h55 l2 52 h-60 z" fill="#b9694c"/>`).join("")}
<rect y="560" width="1200" height="80" fill="#a39a8c"/><rect y="560" width="1200" height="8" fill="#bdb4a5"/>
<rect x="150" y="520" width="640" height="44" fill="#6b4d2e"/>
<ellipse cx="460" cy="596" rx="360" ry="20" fill="#f3cd83" opacity="0.45" filter="url(#soft)"/>`;
}

/** Two hands shape a bowl on the wheel. */
function wheel(): string {
  const hand = `<path d="M-330 210 q60 -150 180 -190 q40 -18 86 6 q34 20 20 44 q-10 16 -44 10 q22 10 12 30 q-8 14 -34 6 q14 14 0 28 q-12 10 -34 -2 q-50 30 -90 110 z" fill="#e6b792" stroke="#c9946c" stroke-width="4" stroke-linejoin="round"/>`;
  return `<rect y="520" width="1200" height="180" fill="#8d6a49"/>
<ellipse cx="600" cy="540" rx="330" ry="58" fill="#6d655c"/><ellipse cx="600" cy="524" rx="330" ry="58" fill="#8d857b"/>
<ellipse cx="600" cy="522" rx="250" ry="40" fill="none" stroke="#a39b90" stroke-width="4"/>
<g transform="translate(600 520) scale(1.9 2.1)">${bowl("sand")}</g>
<g transform="translate(520 420)">${hand}</g><g transform="translate(680 420) scale(-1 1)">${hand}</g>`;
}

function playMark(): string {
  return `<circle cx="600" cy="316" r="74" fill="#23211e" opacity="0.82"/><path d="M578 276 v80 l66 -40 z" fill="#ffffff"/>`;
}
