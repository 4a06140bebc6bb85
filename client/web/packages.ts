// Where the builds find the packages of this project. tsconfig.json repeats it in `paths`.
const at = (path: string): string => new URL(`../typescript/${path}`, import.meta.url).pathname;

export const packages = {
  '@verbatim-claims/client/pb': at('client/src/pb.ts'),
  '@verbatim-claims/client': at('client/src/index.ts'),
  '@verbatim-claims/verify': at('verify/index.ts'),
  '#transport': at('client/src/transport_browser.ts'),
};
