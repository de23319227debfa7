/** What a mail's pictures may be; docs/images.md tells people. */
export const imageLimits = {
  uploadBytes: 20 * 1024 * 1024,
  /** Decoded, all frames together: a file of a few kilobytes can unfold to gigabytes. */
  pixels: 64_000_000,
  /** Of either side. JPEG ends at 65,535. */
  side: 30_000,
  /** Mails are 600 wide; screens that show two dots for one get twice as many. */
  width: 600,
  /** Drawn in more height than this, Outlook on Windows cuts a picture off. */
  drawnHeight: 1_700,
  /** An animation is made smaller until it weighs this … */
  animationBytes: 2 * 1024 * 1024,
  /** … and refused where even the smallest weighs more than this. */
  animationMostBytes: 5 * 1024 * 1024,
  parts: 20,
  /** Of a part, in the file's own pixels: less is a line that nobody can click. */
  partHeight: 40,
  name: 120,
  alt: 150,
} as const;

export const imageProblems = [
  "empty",
  "too_large",
  "svg",
  "heic",
  "not_image",
  "unsupported", // a format of images, but none of ours
  "broken",
  "too_many_pixels",
  "animation_too_large",
  "engine", // sharp does not load on this machine
  "lost", // its file is not in the storage any more
  "interrupted",
] as const;
export type ImageProblem = (typeof imageProblems)[number];

export function isImageProblem(word: unknown): word is ImageProblem {
  return imageProblems.some((problem) => problem === word);
}
