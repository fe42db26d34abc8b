/**
 * The styles that other parts build on, in the app's own sheet. Left to the pages, a browser would load them again with every page, and what
 * a part changed about its button on the first page would be undone by the sheet of the second.
 */
import './pressable/Pressable.module.css';
import './primitive/Banner.module.css';
import './primitive/Button.module.css';
import './primitive/ButtonRow.module.css';
import './primitive/Card.module.css';
import './primitive/Chip.module.css';
import './primitive/Dock.module.css';
import './primitive/Dot.module.css';
import './primitive/Frame.module.css';
import './primitive/Icon.module.css';
import './primitive/IconButton.module.css';
import './primitive/List.module.css';
import './primitive/LiveRegion.module.css';
import './primitive/Logo.module.css';
import './primitive/NavBar.module.css';
import './primitive/Photo.module.css';
import './primitive/Picture.module.css';
import './primitive/ProgressBar.module.css';
import './primitive/ProgressRing.module.css';
import './primitive/Segmented.module.css';
import './primitive/Sheet.module.css';
import './primitive/SizeMeter.module.css';
import './primitive/Skeleton.module.css';
import './primitive/StepList.module.css';
import './primitive/Switch.module.css';
import './primitive/Tag.module.css';
