import type { Row } from './row.ts';

/** Ways that English speakers, and learners, have of saying what the other lists know by its usual names. */
export const english: Row[] = [
  [
    'thing',
    'caption',
    'have the words on the screen|have words on the screen|see the words on the screen|my words on the screen|what i say on the screen|what i say on screen|what i am saying on the screen',
  ],
  [
    'verb',
    'last',
    'keep it up for|keep it on for|leave it up for|leave it on for|keep the title up for|leave the title up for|keep up for|stay up for|stays up for|stay on for',
  ],
  ['thing', 'original', 'sound of original|sound of the original|sound of the video|sound of video|audio of the video'],
  [
    'look',
    'bw',
    'blakc and wite|black and wite|blak and white|balck and white|black an white|black n white|black nd white|blakc and white',
  ],
  ['unknown', '', 'kick off|kicks off|kick things off|with the sound off|with sound off|with the volume off|without the sound on|on mute'],
];
