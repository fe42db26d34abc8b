/** An OpenAI-compatible endpoint. */
export type ModelEndpoint = { url: string; model: string; key?: string };

/** What the engine is told from outside. Values are read and checked in main.ts; here nothing looks at the environment. */
export type EngineSettings = {
  /** Everything the engine keeps lives under this folder; it is made when missing. */
  dataDir: string;
  /** The file forked for each job of ffmpeg. */
  workerPath: string;
  /** A command line ffmpeg used instead of the one from npm. */
  ffmpegPath?: string;
  /** Size an export stays under, bytes; the contract's limit when absent. */
  limitBytes?: number;
  /** Plans edits instead of the rules. */
  llm?: ModelEndpoint;
  /** Writes down what is said. */
  transcription?: ModelEndpoint;
  /** Reads text aloud. */
  speech?: ModelEndpoint;
  /** A folder with SenseVoice's `model.int8.onnx` and `tokens.txt`, heard with the package `sherpa-onnx-node`, when there is no `transcription`. */
  speechModelDir?: string;
  /** A label every film begins with, where the law asks for one on what an AI had a hand in; none when absent. */
  filmLabel?: string;
  logLevel: string;
  /** Exports rendered side by side; 1 is right for two cores. */
  rendersAtOnce: number;
  /** Lets `urls` name machines of the private network. Off by default: an address is untrusted input. */
  allowPrivateAddresses?: boolean;
};
