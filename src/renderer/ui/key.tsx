/** The key of an action, shown beside it. */
import classes from './key.module.css'

export const Key = ({ children }: { readonly children: string }) => <kbd className={classes.key}>{children}</kbd>
