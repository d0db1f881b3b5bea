# What zsh lists when Tab is pressed after WORDS, on a terminal of its own: zsh -f complete.zsh FOLDER WORDS
# FOLDER holds _guichet. Each line ends in a carriage return; around the list, what a terminal echoes.
zmodload zsh/zpty
zpty shell "stty -echo columns 100; TERM=dumb PS1= exec zsh -f -i"
zpty -w shell "fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' verbose yes"
zpty -w shell "unset zle_bracketed_paste; unsetopt prompt_sp prompt_cr list_beep"
zpty -w shell "over() { print -r -- OV''ER }; zle -N over; bindkey '^I' list-choices; bindkey '^X' over"
zpty -w shell "print -r -- REA''DY"
zpty -r shell seen '*READY*'
zpty -w -n shell "$2"$'\t\C-X'
zpty -r shell seen '*OVER*'
zpty -d shell
print -r -- "$seen"
