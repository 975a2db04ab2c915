use super::said;

#[test]
fn what_git_says_is_told_in_plain_words() {
    let plain = |words: &str| said(words.to_owned()).message.vi;
    assert!(plain("*** Please tell me who you are.\n").starts_with("Git chưa biết bạn là ai"));
    assert!(plain(" ! [rejected] main -> main (fetch first)\n").starts_with("Trên máy chủ có bài mới"));
    assert!(
        plain("fatal: unable to access 'https://x/': Could not resolve host: x\n").contains("Could not resolve host")
    );
    let fetched =
        super::said_of_fetching("fatal: unable to access 'https://x/': Could not resolve host: x\n".to_owned());
    assert!(fetched.message.vi.contains("lấy lại") && !fetched.message.vi.contains("gửi"), "{}", fetched.message.vi);
    assert!(plain("fatal: Authentication failed for 'https://x/'\n").starts_with("Máy chủ git không nhận"));
    for (words, begin) in [
        ("fatal: detected dubious ownership in repository at '//may-chu/chung'\n", "Git không dùng thư mục này"),
        ("fatal: '/mnt/kho.git' does not appear to be a git repository\n", "Máy chủ git không có kho ấy"),
        ("remote: Repository not found.\nfatal: repository 'https://x/y/' not found\n", "Máy chủ git không có kho"),
        (
            "remote: error: GH006: Protected branch update failed for refs/heads/main.\n",
            "Máy chủ git không nhận: nhánh",
        ),
        (" ! [remote rejected] main -> main (pre-receive hook declined)\n", "Máy chủ git không nhận: nhánh"),
        ("fatal: You are not currently on a branch.\n", "Git không đứng ở nhánh nào"),
        ("fatal: could not read Username for 'https://x': terminal prompts disabled\n", "Máy chủ git không nhận tên"),
        ("error: file write error: No space left on device\n", "Ổ đĩa đã đầy"),
    ] {
        assert!(plain(words).starts_with(begin), "{words}: {}", plain(words));
    }
    assert!(
        plain("To x.git\n ! [remote rejected] main -> main (pre-receive hook declined)\n")
            .ends_with("(git: ! [remote rejected] main -> main (pre-receive hook declined))")
    );
    // What says no more than the sentence is left out.
    for words in
        ["To x.git\n ! [rejected] main -> main (fetch first)\n", "error: file write error: No space left on device\n"]
    {
        assert!(!plain(words).contains("git:"), "{}", plain(words));
    }
    assert!(plain("fatal: odd\n").ends_with("(git: fatal: odd)"));
}
