import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import './gallery.css';
import * as editor from './scenes/editor.tsx';
import * as home from './scenes/home.tsx';
import * as rest from './scenes/rest.tsx';

/** Scenes by the number of their picture in the design; letters are states it does not draw. */
const scenes = {
  '01': home.Home,
  '03': editor.Streaming,
  '05': editor.Applied,
  '07': editor.Uploading,
  '08': editor.LongWait,
  '09': editor.Undone,
  '10': rest.Batch,
  '11': rest.Preview,
  '12': editor.ExportOptions,
  '13': rest.Rendering,
  '14': rest.Result,
  '16': rest.Credits,
  '18': editor.ErrorsA,
  '19': home.HomeEnglish,
  '20': editor.AppliedEnglish,
  '21': editor.ErrorsB,
  '22': home.Privacy,
  '23': rest.AlbumDenied,
  '24': rest.Settings,
  '25': home.HomeEmpty,
  '26': editor.Care,
  '27': editor.TimelineOpen,
  '28': rest.Share,
  a: home.HomeStates,
  b: editor.EditorStates,
  c: rest.ResultPreparing,
} satisfies Record<string, ComponentType>;

export type SceneName = keyof typeof scenes;

const wanted = new URLSearchParams(location.search).get('scene') ?? '01';
const Scene = (scenes as Record<string, ComponentType>)[wanted];
const root = document.getElementById('root');
if (Scene && root) createRoot(root).render(<Scene />);
