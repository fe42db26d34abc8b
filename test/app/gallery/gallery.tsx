import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import './gallery.css';
import * as editor from './scenes/editor.tsx';
import * as files from './scenes/editor-files.tsx';
import * as sheets from './scenes/editor-sheets.tsx';
import * as film from './scenes/film.tsx';
import * as home from './scenes/home.tsx';
import * as rest from './scenes/rest.tsx';

/** Scenes by the number of their picture in the design; letters are states it does not draw. */
const scenes = {
  '01': home.Home,
  '03': editor.Streaming,
  '05': editor.Applied,
  '07': files.Uploading,
  '08': editor.LongWait,
  '09': editor.Undone,
  '10': rest.Batch,
  '11': film.Preview,
  '12': sheets.ExportOptions,
  '13': film.Rendering,
  '14': film.Result,
  '16': rest.Credits,
  '18': files.ErrorsA,
  '19': home.HomeEnglish,
  '20': editor.AppliedEnglish,
  '21': files.ErrorsB,
  '22': home.Privacy,
  '23': rest.AlbumDenied,
  '24': rest.Settings,
  '25': home.HomeEmpty,
  '26': editor.Care,
  '27': sheets.TimelineOpen,
  '28': rest.Share,
  a: home.HomeStates,
  b: editor.EditorStates,
  c: film.ResultPreparing,
} satisfies Record<string, ComponentType>;

export type SceneName = keyof typeof scenes;

const wanted = new URLSearchParams(location.search).get('scene') ?? '01';
const Scene = (scenes as Record<string, ComponentType>)[wanted];
const root = document.getElementById('root');
if (Scene && root) createRoot(root).render(<Scene />);
