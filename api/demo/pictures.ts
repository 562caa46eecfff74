/** What residents photographed, drawn: small enough to be kept in the source. */
const scenes = {
  pothole: `
    <path fill="#c8d4dc" d="M0 0h640v190H0z"/>
    <path fill="#7d8f86" d="M0 150q90-60 170-20t180-10 290 15v60H0z"/>
    <path fill="#e9eef0" d="M0 180h640v30H0z"/>
    <path fill="#55585c" d="M0 205h640v275H0z"/>
    <path fill="#e6e2d6" d="M290 205h16l10 60h-30zM270 320h44l18 160h-86z"/>
    <path fill="#3a3c3f" d="M150 330q40-52 150-46t176 44-60 74-190 16-76-88z"/>
    <path fill="#23272b" d="M182 340q44-34 124-30t136 34-44 48-156 10-60-62z"/>
    <path fill="#8fa6b5" opacity=".55" d="M226 352q50-20 106-16t66 22-70 24-102-30z"/>
    <path fill="#d8622a" d="m520 300 34 0 20 96h-74z"/>
    <path fill="#f4f1ea" d="m513 334 48 0 6 26h-60zM484 396h106v14H484z"/>`,
  dump: `
    <path fill="#d4dde2" d="M0 0h640v310H0z"/>
    <path fill="#5f7466" d="m0 210 40-110 30 70 40-120 50 130 44-96 40 104 46-128 50 116 44-84 46 100 60-120 50 110 50-80 50 108z"/>
    <path fill="#8c8378" d="M0 200h250v110H0z"/><path fill="#6e665d" d="M20 230h90v80H20zM140 230h90v80h-90z"/>
    <path fill="#eef1f2" d="M0 300h640v180H0z"/>
    <path fill="#8b5a44" d="m170 420 60-90 70-50 90 10 70 60 80 78-160 22z"/>
    <path fill="#a8745a" d="m230 360 46-12 14 24-46 14zM330 320l44 6-4 24-46-6zM404 380l48-8 8 24-48 10z"/>
    <path fill="none" stroke="#d9cdb8" stroke-width="12" d="m250 300 60-90 80 54-60 90z"/>
    <path fill="#6f8f9c" d="m430 330 90-24 34 70-80 34z"/><path fill="#3f464b" d="M150 410q50-40 100 0t-20 34-80-34z"/>`,
  busStop: `
    <path fill="#31404f" d="M0 0h640v330H0z"/>
    <path fill="#46586a" d="M0 130h120v200H0zM520 90h120v240H520zM150 170h90v160h-90z"/>
    <path fill="#f3d37a" d="M20 160h18v22H20zM70 210h18v22H70zM552 130h18v22h-18zM596 190h18v22h-18zM176 200h16v20h-16z"/>
    <path fill="#dfe6ea" d="M0 320h640v160H0z"/>
    <path fill="#2b6ca3" d="M140 110h380v34H140z"/>
    <path fill="#7c8a96" d="M150 144h12v256h-12zM498 144h12v256h-12zM318 144h10v230h-10z"/>
    <path fill="#a9c7d6" opacity=".5" d="M162 150h156v220H162z"/>
    <path fill="#a9c7d6" opacity=".5" d="M328 150h170v60l-34-18-30 46-40-22-30 52-36-20zM328 370v-60l30 26 28-18 20 52zM498 370h-50l20-46 30 12z"/>
    <path fill="#8a6a48" d="M190 340h280v16H190zM210 356h12v40h-12zM440 356h12v40h-12z"/>
    <path fill="#c9dce5" d="m360 334 20-8 6 14zM408 336l14-12 8 16zM340 420l24-6-6 16zM430 428l30-10-10 22zM392 404l14-6 4 12z"/>`,
}

export type PictureName = keyof typeof scenes

/** An SVG document, for the same processing that every photo gets. */
export const drawPicture = (name: PictureName): Uint8Array =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="960" viewBox="0 0 640 480">${scenes[name]}</svg>`,
  )
